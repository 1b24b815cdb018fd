/** Nodes by cost, cheapest first; a node may be in it more than once, with its older costs. */
export class TravelHeap {
  #nodes = new Int32Array(256)
  #costs = new Float64Array(256)
  #size = 0

  get size(): number {
    return this.#size
  }

  get topCost(): number {
    return this.#costs[0]!
  }

  clear(): void {
    this.#size = 0
  }

  push(node: number, cost: number): void {
    if (this.#size === this.#nodes.length) this.#grow()
    let at = this.#size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#costs[parent]! <= cost) break
      this.#nodes[at] = this.#nodes[parent]!
      this.#costs[at] = this.#costs[parent]!
      at = parent
    }
    this.#nodes[at] = node
    this.#costs[at] = cost
  }

  pop(): number {
    const top = this.#nodes[0]!
    const size = --this.#size
    const node = this.#nodes[size]!
    const cost = this.#costs[size]!
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && this.#costs[child + 1]! < this.#costs[child]!) child++
      if (this.#costs[child]! >= cost) break
      this.#nodes[at] = this.#nodes[child]!
      this.#costs[at] = this.#costs[child]!
      at = child
    }
    this.#nodes[at] = node
    this.#costs[at] = cost
    return top
  }

  #grow(): void {
    const nodes = new Int32Array(this.#nodes.length * 2)
    nodes.set(this.#nodes)
    this.#nodes = nodes
    const costs = new Float64Array(this.#costs.length * 2)
    costs.set(this.#costs)
    this.#costs = costs
  }
}
