import JSON
import StripeSandbox

/// Executes operations of the seed as if requested at a past time.
struct SeedCaller {
  let batch: SandboxBatch

  /// The object answered, or nil where the sandbox refuses: a declined card is data too.
  @discardableResult
  func post(_ path: String, _ parameters: JSONObject = [:], at time: Int) throws -> JSONObject? {
    try batch.call("POST", path, parameters, at: time)
  }

  /// As `post`, with another method.
  @discardableResult
  func call(_ method: String, _ path: String, _ parameters: JSONObject = [:], at time: Int)
    throws -> JSONObject?
  {
    try batch.call(method, path, parameters, at: time)
  }

  /// Brings a subscription into the period that it is in by now.
  func bringToPresent(_ subscription: String) throws {
    try batch.bringToPresent(subscription)
  }

  /// The highest row number so far: what comes after belongs to what is made next.
  func lastRow() throws -> Int64 { try batch.objects.lastSeq() }
}
