import StripeWire

extension Engine {
  /// Asks for several things at once, as many as keep the pace, and gives what came in their order.
  func sideBySide<Value: Sendable>(
    _ requests: [APIRequest], _ work: @escaping @Sendable (APIRequest) async throws -> Value
  ) async throws -> [Value] {
    guard let first = requests.first else { return [] }
    return try await sideBySide(requests, to: Endpoint(first), work)
  }

  /// The same for things of any kind that an endpoint is asked for.
  func sideBySide<Item: Sendable, Value: Sendable>(
    _ items: [Item], to endpoint: Endpoint,
    _ work: @escaping @Sendable (Item) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var window = ReorderBuffer<Value>()
      var values: [Value] = []
      while values.count < items.count {
        // The pace learns from every answer how many may be under way.
        let width = await rateLimiter.width(for: endpoint)
        while window.begun < items.count, let number = window.begin(width: width) {
          let item = items[number]
          group.addTask { (number, try await work(item)) }
        }
        guard let (number, value) = try await group.next() else { break }
        window.ended(number, with: value)
        while let value = window.popFront() { values.append(value) }
      }
      return values
    }
  }
}
