/// The state of a node of a binary tree in an all-reduce.
struct AstraTreeState {
  /// What the node does next.
  enum Step {
    /// Has not begun.
    case begin
    /// Waits for two children, or for the first of them.
    case bothChildren
    /// Waits for one child.
    case oneChild
    /// Has what it sends upwards under way through the endpoint or the reduction.
    case toParent
    /// Waits for the result.
    case fromParent
    /// Has the result under way to its children.
    case toChildren
    /// Has nothing more to do than to take the result over.
    case ending
  }

  /// What the node does next.
  var step = Step.begin
  /// True once the first of two reductions has ended.
  var reducedOnce = false
  /// The node above, −1 at the root.
  var parent = -1
  /// The nodes below.
  var children: [Int] = []
}

extension AstraEngine {
  /// Begins an all-reduce over a tree.
  ///
  /// The members but the root are a full tree in order; the root has that tree as its only child, and
  /// is the last member in one of the two trees and the first in the other.
  mutating func beginTree(of index: Int) {
    let phase = streams[index].phases[streams[index].phase]
    let count = phase.members.count
    let npu = streams[index].npu
    let place = self.place(of: npu, in: phase.members)
    let root = phase.rootIsLast ? count - 1 : 0
    // Numbers in the full tree run from 1, and a number's lowest bit is its height.
    func member(_ number: Int) -> Int {
      let target = phase.rootIsLast ? number - 1 : number
      return peer(of: npu, in: phase.members, ahead: (target - place + count) % count)
    }
    var state = AstraTreeState()
    if place == root {
      state.children = [member(count / 2)]
    } else {
      let number = phase.rootIsLast ? place + 1 : place
      let height = number & -number
      let above = (number ^ height) | (height << 1)
      state.parent =
        above < count
        ? member(above)
        : peer(of: npu, in: phase.members, ahead: (root - place + count) % count)
      if height > 1 { state.children = [member(number - height / 2), member(number + height / 2)] }
    }
    streams[index].messageBytes = phase.bytes
    if state.parent < 0 {
      state.step = .oneChild
    } else if state.children.isEmpty {
      state.step = .toParent
    } else {
      state.step = .bothChildren
    }
    streams[index].tree = state
    if state.children.isEmpty {
      passThrough(index, reduces: false)
    } else {
      for child in state.children { expect(index, from: child) }
    }
  }

  /// Reacts to a message received, or to the end of the work on one.
  mutating func advanceTree(of index: Int, received: Bool) {
    let tree = streams[index].tree
    let leaf = tree.children.isEmpty
    let isRoot = tree.parent < 0
    switch tree.step {
    case .bothChildren where received:
      streams[index].tree.step = .oneChild
      passThrough(index, reduces: true)
    case .oneChild where received || isRoot:
      streams[index].tree.step = isRoot ? .toChildren : .toParent
      passThrough(index, reduces: true)
    case .toParent, .oneChild, .bothChildren:
      if !leaf, !isRoot, !received, !tree.reducedOnce {
        streams[index].tree.reducedOnce = true
      } else if tree.step == .toParent {
        streams[index].tree.step = .fromParent
        send(on: channel(of: index, to: tree.parent))
        expect(index, from: tree.parent)
      }
    case .fromParent:
      guard leaf || received else { return }
      streams[index].tree.step = leaf ? .ending : .toChildren
      passThrough(index, reduces: !leaf)
    case .toChildren:
      for child in tree.children { send(on: channel(of: index, to: child)) }
      endPhase(of: index)
    case .ending: endPhase(of: index)
    case .begin: break
    }
  }

  /// Takes a message through the endpoint, and through the memory where it is reduced.
  private mutating func passThrough(_ index: Int, reduces: Bool) {
    register(
      npu: streams[index].npu,
      target: Int32(index),
      isNode: false,
      reduction: reduces ? system.reductionTime(bytes: streams[index].messageBytes) : -1,
      after: system.endpointDelay
    )
  }

  /// Posts a receive from another NPU.
  private mutating func expect(_ index: Int, from other: Int) {
    receive(
      on: channel(of: index, from: other),
      npu: streams[index].npu,
      target: Int32(index),
      isNode: false
    )
  }
}
