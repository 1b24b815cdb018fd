import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The files of one or more folders by name; where two folders hold one name, the folder given first has it. */
export class SourceFolder {
  readonly #paths: ReadonlyMap<string, string>

  private constructor(paths: ReadonlyMap<string, string>) {
    this.#paths = paths
  }

  /** @throws where a folder cannot be read */
  static async open(folders: readonly string[]): Promise<SourceFolder> {
    const paths = new Map<string, string>()
    for (const folder of folders) {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.isFile() && !paths.has(entry.name)) paths.set(entry.name, path.join(folder, entry.name))
      }
    }
    return new SourceFolder(paths)
  }

  /** Names that match a pattern with `*`, in order. */
  matching(pattern: string): string[] {
    const regex = new RegExp(`^${pattern.split('*').map(escapeRegex).join('.*')}$`)
    return [...this.#paths.keys()].filter((name) => regex.test(name)).sort()
  }

  async read(name: string): Promise<Uint8Array> {
    const file = this.#paths.get(name)
    if (!file) throw new Error(`No file ${name}`)
    return await readFile(file)
  }
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
