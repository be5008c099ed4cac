import StripeWire

extension Engine {
  /// Asks for several things at once, as many as keep the pace, and gives what came in their order.
  func sideBySide<Value: Sendable>(
    _ requests: [APIRequest], _ work: @escaping @Sendable (APIRequest) async throws -> Value
  ) async throws -> [Value] {
    guard let first = requests.first else { return [] }
    let endpoint = Endpoint(first)
    return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var window = OrderedWindow<Value>()
      var values: [Value] = []
      while values.count < requests.count {
        // The pace learns from every answer how many may be under way.
        let width = await pacer.width(for: endpoint)
        while window.begun < requests.count, let number = window.begin(width: width) {
          let request = requests[number]
          group.addTask { (number, try await work(request)) }
        }
        guard let (number, value) = try await group.next() else { break }
        window.ended(number, with: value)
        while let value = window.popFront() { values.append(value) }
      }
      return values
    }
  }
}
