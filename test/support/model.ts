import { bigEndian, type Bytes, concat, utf8 } from './bytes.ts';
import type { Files } from './oms.ts';

const HIDDEN = 32;
const VOCABULARY = 96;

/** A believable tiny language model in the layout of Hugging Face repositories; the same bytes each time. */
export function tinyModel(name: string): Files {
  const random = generator(20_260_302);
  const first = tensors(random, { 'model.embed_tokens.weight': [VOCABULARY, HIDDEN] });
  const second = tensors(random, {
    'model.layers.0.self_attn.q_proj.weight': [HIDDEN, HIDDEN],
    'model.layers.0.self_attn.o_proj.weight': [HIDDEN, HIDDEN],
    'model.norm.weight': [HIDDEN],
  });
  const shards = {
    'model-00001-of-00002.safetensors': first,
    'model-00002-of-00002.safetensors': second,
  };
  return {
    'README.md': utf8(readme(name)),
    'config.json': json(CONFIG),
    'generation_config.json': json({ max_new_tokens: 64, do_sample: false }),
    'model.safetensors.index.json': json({
      metadata: { total_size: Object.values(shards).reduce((sum, shard) => sum + total(shard), 0) },
      weight_map: Object.fromEntries(
        Object.entries(shards).flatMap(([file, shard]) => shard.map((tensor) => [tensor.name, file])),
      ),
    }),
    'tokenizer.json': json(tokenizer()),
    ...Object.fromEntries(Object.entries(shards).map(([file, shard]) => [file, safetensors(shard)])),
  };
}

function readme(name: string): string {
  return `---
license: apache-2.0
library_name: transformers
---

# ${name}

A language model far too small to say anything, which is all that a demonstration of signatures needs.

| layers | hidden size | vocabulary |
| ------ | ----------- | ---------- |
| 1      | ${HIDDEN}          | ${VOCABULARY}         |
`;
}

const CONFIG = {
  architectures: ['LlamaForCausalLM'],
  hidden_size: HIDDEN,
  model_type: 'llama',
  num_attention_heads: 4,
  num_hidden_layers: 1,
  tie_word_embeddings: true,
  torch_dtype: 'bfloat16',
  vocab_size: VOCABULARY,
};

/** A byte-level tokenizer whose vocabulary is printable ASCII and an end mark. */
function tokenizer() {
  const characters = Array.from({ length: VOCABULARY - 1 }, (_, i) => String.fromCharCode(0x20 + i));
  const vocab = Object.fromEntries(['</s>', ...characters].map((token, id) => [token, id]));
  return { version: '1.0', model: { type: 'BPE', vocab, merges: [] } };
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Bytes;
}

function tensors(random: () => number, shapes: Readonly<Record<string, readonly number[]>>): Tensor[] {
  return Object.entries(shapes).map(([name, shape]) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return { name, shape, data: concat(...Array.from({ length: count }, () => bfloat16(random() * 0.04))) };
  });
}

const total = (shard: readonly Tensor[]): number => shard.reduce((sum, { data }) => sum + data.length, 0);

/** The safetensors format: length, JSON header, data (https://github.com/huggingface/safetensors#format). */
function safetensors(shard: readonly Tensor[]): Bytes {
  let offset = 0;
  const header = shard.map(({ name, shape, data }) => {
    const start = offset;
    offset += data.length;
    return [name, { dtype: 'BF16', shape, data_offsets: [start, offset] }];
  });
  const text = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(header) });
  const padded = utf8(text.padEnd(Math.ceil(text.length / 8) * 8));
  return concat(littleEndian(padded.length, 8), padded, ...shard.map(({ data }) => data));
}

/** The upper half of an IEEE 754 single. */
function bfloat16(value: number): Bytes {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return littleEndian(view.getUint16(0), 2);
}

function littleEndian(value: number, length: number): Bytes {
  return bigEndian(value, length).reverse();
}

/** Pseudo-random numbers in [-1, 1) of a linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function json(value: unknown): Bytes {
  return utf8(`${JSON.stringify(value, null, 2)}\n`);
}
