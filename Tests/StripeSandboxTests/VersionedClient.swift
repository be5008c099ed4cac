import HTTP
import JSON
import SandboxTesting
import StripeWire
import Testing

/// Asks a sandbox in an older version of the API.
struct VersionedClient {
  let client: SandboxClient

  /// A read, or with parameters a write.
  func ask(
    _ version: String, _ path: String, _ parameters: JSONObject? = nil, query: JSONObject = [:]
  ) async throws -> JSONObject {
    let response = await client.send(
      parameters == nil ? .get : .post, path, parameters ?? query,
      headers: ["stripe-version": version])
    #expect(response.isSuccess, "\(String(decoding: response.body, as: UTF8.self))")
    return try JSONValue(parsing: response.body).object ?? [:]
  }

  /// The error of a refusal.
  func refusal(
    _ version: String, _ method: HTTPMethod, _ path: String, _ parameters: JSONObject = [:]
  ) async throws -> JSONObject {
    let response = await client.send(
      method, path, parameters, headers: ["stripe-version": version])
    #expect(!response.isSuccess)
    return try JSONValue(parsing: response.body)["error"]?.object ?? [:]
  }
}
