extension FaultPlan {
  private static let longestLatency = 3600.0
  private static let highestRate = 1_000_000.0

  /// The seconds of `120ms`, `0.5s` or `0`.
  ///
  /// - Throws: `FaultPlanError` if the text is not valid.
  package static func latency(_ text: String) throws(FaultPlanError) -> Double {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1)]
    let unit = units.first { text.hasSuffix($0.suffix) }
    guard unit != nil || text == "0",
      let number = number(text.dropLast(unit?.suffix.count ?? 0)),
      number * (unit?.seconds ?? 1) <= longestLatency
    else {
      throw FaultPlanError(
        description: "takes a time up to an hour, such as 120ms or 0.5s, not `\(text)`")
    }
    return number * (unit?.seconds ?? 1)
  }

  /// Requests a second: `25`, `0.5`.
  ///
  /// - Throws: `FaultPlanError` if the text is not valid.
  package static func rate(_ text: String) throws(FaultPlanError) -> Double {
    guard let number = number(text[...]), number > 0, number <= highestRate else {
      throw FaultPlanError(
        description: "takes a number of requests per second above 0, such as 25, not `\(text)`")
    }
    return number
  }

  /// The shares of `500=5%,reset=1%`.
  ///
  /// - Throws: `FaultPlanError` if the text is not valid.
  package static func failures(_ text: String) throws(FaultPlanError) -> [Share] {
    let named = Fault.named.map { Named(name: $0.name, fault: $0.fault) }
    return try shares(text, of: named, example: "500=5%,reset=1%").map { Share($0, $1) }
  }

  /// The shares of `late=10%,doubled=5%`.
  ///
  /// - Throws: `FaultPlanError` if the text is not valid.
  package static func deliveryFailures(_ text: String) throws(FaultPlanError) -> [DeliveryShare] {
    let named = DeliveryFault.allCases.map { Named(name: $0.rawValue, fault: $0) }
    return try shares(text, of: named, example: "late=10%,doubled=5%").map { DeliveryShare($0, $1) }
  }

  /// A fault and the name that it is asked for by.
  private struct Named<Fault: Hashable> {
    let name: String
    let fault: Fault
  }

  private static func shares<Fault: Hashable>(
    _ text: String, of named: [Named<Fault>], example: String
  ) throws(FaultPlanError) -> [(Fault, Double)] {
    var shares: [(Fault, Double)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let (found, share) = try self.share(part, of: named, example: example)
      guard !shares.contains(where: { $0.0 == found.fault }) else {
        throw FaultPlanError(description: "names \(found.name) twice")
      }
      shares.append((found.fault, share))
    }
    // Tenths of percents do not add up to the last bit.
    guard shares.reduce(0, { $0 + $1.1 }) <= 1.000_000_1 else {
      throw FaultPlanError(description: "has shares that add up to more than 100%")
    }
    return shares
  }

  private static func share<Fault>(
    _ part: Substring, of named: [Named<Fault>], example: String
  ) throws(FaultPlanError) -> (Named<Fault>, Double) {
    let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    guard sides.count == 2, sides[1].hasSuffix("%") else {
      throw FaultPlanError(
        description: "takes faults and their shares, such as \(example), not `\(part)`")
    }
    guard let found = named.first(where: { $0.name == sides[0] }) else {
      let names = named.map(\.name).joined(separator: ", ")
      throw FaultPlanError(description: "has no fault `\(sides[0])`; available faults: \(names)")
    }
    guard let percent = number(sides[1].dropLast()), percent <= 100 else {
      throw FaultPlanError(description: "takes shares from 0% to 100%, not `\(sides[1])`")
    }
    return (found, percent / 100)
  }

  /// A plain decimal number, without sign or exponent.
  private static func number(_ text: Substring) -> Double? {
    guard !text.isEmpty, text.utf8.count <= 20, text.utf8.first != UInt8(ascii: "."),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(text)
  }
}
