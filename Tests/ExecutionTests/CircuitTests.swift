import Testing

@testable import Execution

/// When the circuit opens, who may send while it is open, and what closes it.
@Suite struct CircuitTests {
  /// A circuit that something has answered before, after so many failures in a row.
  private func circuit(after failures: Int, patience: Double = 600) -> CircuitState {
    var circuit = CircuitState(patience: patience)
    _ = circuit.answered()
    for _ in 0..<failures { circuit.failed() }
    return circuit
  }

  @Test func `eight failures in a row open it`() {
    var closed = circuit(after: 7)
    #expect(closed.admit() == .pass)
    var open = circuit(after: 8)
    #expect(open.admit() == .pause(seconds: 1))
  }

  @Test func `an answer in between begins the count anew`() {
    var circuit = circuit(after: 7)
    #expect(circuit.answered() == nil)
    for _ in 0..<7 { circuit.failed() }
    #expect(circuit.admit() == .pass)
  }

  @Test func `it never opens where nothing ever answered`() {
    var circuit = CircuitState(patience: 600)
    for _ in 0..<50 { circuit.failed() }
    #expect(circuit.admit() == .pass)
    circuit.met()
    for _ in 0..<8 { circuit.failed() }
    #expect(circuit.admit() == .pause(seconds: 1))
  }

  @Test func `one pauses and all others are held`() {
    var circuit = circuit(after: 8)
    #expect(circuit.admit() == .pause(seconds: 1))
    #expect(circuit.admit() == .hold)
    // What was sent before it opened and fails now says nothing new.
    circuit.failed()
    #expect(circuit.admit() == .hold)
  }

  @Test func `pauses double up to a minute`() {
    var circuit = circuit(after: 8)
    var pauses: [CircuitState.Admission] = []
    for _ in 0..<8 {
      pauses.append(circuit.admit())
      #expect(circuit.probeFailed(after: 0) == nil)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60].map { .pause(seconds: $0) })
  }

  @Test func `the first answer closes it and tells how long it was open`() {
    var circuit = circuit(after: 8)
    _ = circuit.admit()
    _ = circuit.probeFailed(after: 0.5)
    _ = circuit.admit()
    #expect(circuit.answered() == 3.5)
    #expect(circuit.admit() == .pass)
    #expect(circuit.answered() == nil)
  }

  @Test func `patience ends after pauses and probes that took so long`() {
    var circuit = circuit(after: 8, patience: 10)
    _ = circuit.admit()
    #expect(circuit.probeFailed(after: 5) == nil)
    _ = circuit.admit()
    #expect(circuit.probeFailed(after: 2) == 10)
    // Who comes then is no worse off than before it opened.
    #expect(circuit.admit() == .pass)
  }

  @Test func `when the keeper leaves another takes its place, or the outage is over`() {
    var circuit = circuit(after: 8)
    _ = circuit.admit()
    circuit.keeperLeft(isLast: false)
    #expect(circuit.admit() == .pause(seconds: 2))
    circuit.keeperLeft(isLast: true)
    #expect(circuit.admit() == .pass)
  }
}

/// What the requests of a job may spend together.
@Suite struct RetryBudgetTests {
  @Test func `a dead server uses it up`() {
    let budget = RetryBudget()
    #expect((0..<1000).count { _ in budget.take() } == 200)
  }

  @Test func `a job that goes well can always retry`() {
    let budget = RetryBudget()
    for _ in 0..<10_000 {
      budget.earn()
      budget.earn()
      #expect(budget.take())
    }
  }

  @Test func `what is saved up is bounded`() {
    let budget = RetryBudget()
    for _ in 0..<10_000 { budget.earn() }
    #expect((0..<1000).count { _ in budget.take() } == 200)
  }
}
