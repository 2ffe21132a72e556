import { messages } from '../messages/index.ts';

/** Endings of files that run code, or may do so when a usual tool loads them. */
const RUNS = new Set(
  [
    // Scripts, notebooks, what a build or Python's start runs
    'py,pyw,pyx,pyc,pyo,pth,ipynb,sh,bash,zsh,fish,ps1,psm1,bat,cmd,vbs,js,mjs,cjs,ts,rb,pl,lua,r,jl,php,mk,cmake,gradle,nix',
    // Programs and packages
    'exe,com,msi,scr,app,appimage,run,command,desktop,lnk,hta,deb,rpm,jar,class,whl,egg,llamafile',
    // Libraries and device code that a loader maps
    'so,dll,dylib,pyd,ko,node,wasm,ptx,cubin,metallib',
    // Pickles: the format is a program (`pickle`, Python manual). PyTorch, joblib, NumPy's object arrays, NeMo and
    // TorchServe hold it inside; `.bin` is PyTorch's in older Hugging Face models
    'pkl,pickle,dill,joblib,sav,skops,pt,pt2,ptl,ckpt,bin,npy,npz,nemo,mar,rds,rdata',
    // Keras' lambda layers are marshalled code; TensorFlow graphs can touch files; TensorRT plans hold plugins
    'keras,h5,hdf5,pb,plan,engine,trt',
  ].flatMap((group) => group.split(',')),
);

/** Libraries with a version behind the ending (`libx.so.1.2`), and files that a tool runs by their name. */
const RUNS_BY_NAME = /\.so(?:\.\d+)+$|^(?:makefile|dockerfile|containerfile|justfile|jenkinsfile|\.envrc)$/;

/** Whether a file can run code, judged by its path alone: a hint for a person, never part of a verdict. */
export function canRunCode(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return (ending !== name && RUNS.has(ending)) || RUNS_BY_NAME.test(name);
}

const WORDS = messages.makers;

/** What systems and tools leave in folders; the first that fits counts. */
const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:\.DS_Store|\._[^/]*|\.Spotlight-V100|\.Trashes|\.fseventsd|\.localized)(?:\/|$)/, WORDS.macos],
  [/(?:^|\/)__MACOSX\//, WORDS.macosArchive],
  [/(?:^|\/)(?:Thumbs\.db|ehthumbs\.db|desktop\.ini)$/i, WORDS.windows],
  [/(?:^|\/)\.directory$/, WORDS.kde],
  [/(?:^|\/)__pycache__\//, WORDS.python],
  [/(?:^|\/)\.ipynb_checkpoints\//, WORDS.jupyter],
  [/(?:^|\/)\.cache\/huggingface\//, WORDS.huggingFace],
];

/** What a system or a tool left behind. */
export interface Leftover {
  /** Who made it, to stand in “made by …”. */
  readonly maker: string;
  /** The outermost path that is the maker’s alone: the file, or a folder around it. */
  readonly root: string;
}

/** Tells what systems and tools leave behind by its path; `undefined` for any other file. */
export function leftover(path: string): Leftover | undefined {
  for (const [pattern, maker] of MAKERS) {
    const found = pattern.exec(path);
    if (found) return { maker, root: path.slice(0, found.index + found[0].length).replace(/\/$/, '') };
  }
  return undefined;
}

/** Who made a file that systems and tools leave behind, to stand in “made by …”; `undefined` for any other file. */
export function systemFile(path: string): string | undefined {
  return leftover(path)?.maker;
}

/** What browsers and downloaders add to the name of a file until all of it is there. */
const UNFINISHED = /\.(?:incomplete|part|crdownload|tmp)$/i;

/** The path that a file gets once its download is finished; `undefined` if its name does not say that it is unfinished. */
export function unfinishedDownload(path: string): string | undefined {
  return UNFINISHED.test(path) ? path.replace(UNFINISHED, '') : undefined;
}
