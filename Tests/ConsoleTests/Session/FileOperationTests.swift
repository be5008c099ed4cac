import Testing

@testable import Console

/// What takes or answers with the bytes of a file is refused by name, before anything is sent.
@Suite struct FileOperationTests {
  @Test(arguments: [
    (#"create file { file: @"logo.png", purpose: "business_logo" }"#, "`@`"),
    (#"create file { file: "logo.png", purpose: "business_logo" }"#, "uploading files"),
    (#"create files from $rows"#, "uploading files"),
    (#"execute pdf quote qt_1"#, "downloading files"),
    (#"execute pdf quotes from $rows"#, "downloading files"),
    (#"request GET "/v1/quotes/qt_1/pdf""#, "downloading files"),
    (#"request GET "/v1/quotes/${rows[0].id}/pdf""#, "downloading files"),
    (#"request POST "/v1/files" { purpose: "business_logo" }"#, "uploading files"),
    (#"request POST "/v1/files?expand[]=links" { purpose: "business_logo" }"#, "uploading files"),
  ])
  func isRefused(_ statement: String, _ words: String) async throws {
    let place = try TestPlace()
    let code = await place.run(
      "create customer { name: \"Ann\" }\n\(statement)",
      variables: ["rows": [["id": "qt_1"]]])
    #expect(code == 2, "\(place.messages.text)")
    #expect(place.messages.text.contains(words), "\(place.messages.text)")
    #expect(place.transport.requests.isEmpty)
  }

  /// A path that is known only at the run is refused then.
  @Test(arguments: [
    (#"request GET $path"#, "/v1/quotes/qt_1/pdf"), (#"request POST $path"#, "/v1/files"),
  ])
  func isRefusedAtTheRun(_ statement: String, _ path: String) async throws {
    let place = try TestPlace()
    let code = await place.run(
      "let path = env(\"P\")\n\(statement) {}", environment: ["P": path])
    #expect(code != 0)
    #expect(place.messages.text.contains("loading files is not supported"))
    #expect(place.transport.requests.isEmpty)
  }

  @Test(arguments: [
    "list files", "list file_links", #"request GET "/v1/files""#, #"request GET "/v1/quotes""#,
    #"query files where purpose = "business_logo""#,
  ])
  func whatHasNoBytesIsSent(_ statement: String) async throws {
    let place = try TestPlace()
    #expect(await place.run(statement) == 0, "\(place.messages.text)")
    #expect(!place.transport.requests.isEmpty)
  }
}
