import JSON

/// The limit and cursors of a list request.
struct Paging {
  static let usualLimit = 10
  static let highestLimit = 100

  let limit: Int
  let startingAfter: String?
  let endingBefore: String?

  init(_ parameters: JSONObject) throws(SandboxError) {
    limit = try Self.limit(parameters)
    startingAfter = parameters["starting_after"]?.string
    endingBefore = parameters["ending_before"]?.string
    if startingAfter != nil, endingBefore != nil {
      throw SandboxError(
        "Received both starting_after and ending_before parameters. Please pass in only one.")
    }
  }

  static func limit(_ parameters: JSONObject) throws(SandboxError) -> Int {
    guard let limit = parameters["limit"]?.integer else { return usualLimit }
    guard limit <= highestLimit else {
      throw SandboxError(
        "This value must be less than or equal to \(highestLimit).",
        code: "parameter_invalid_integer", param: "limit")
    }
    guard limit >= 1 else {
      throw SandboxError(
        "This value must be greater than or equal to 1.", code: "parameter_invalid_integer",
        param: "limit")
    }
    return limit
  }
}
