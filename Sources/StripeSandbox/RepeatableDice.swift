import Synchronization

/// A random number generator that gives the same numbers for the same seed (SplitMix64, with its
/// constants).
package final class RepeatableDice: Sendable {
  private let state: Mutex<UInt64>

  /// Creates dice that roll the same numbers for the same seed.
  package init(_ seed: UInt64) {
    state = Mutex(seed)
  }

  /// Returns the next number.
  package func roll() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// From 0 up to but not including a bound.
  package func below(_ bound: Int) -> Int { bound > 0 ? Int(roll() % UInt64(bound)) : 0 }

  /// Returns true in that many of a hundred cases.
  package func happens(_ percent: Int) -> Bool { below(100) < percent }

  /// Returns one of the elements, nil if there are none.
  package func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }
}
