import JSON
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct FormDecodingTests {
  @Test(arguments: [
    ("a=1&b=x%20y&c=x+y", #"{"a":"1","b":"x y","c":"x y"}"#),
    ("a[b][c]=1&a[b][d]=2&a[e]=3", #"{"a":{"b":{"c":"1","d":"2"},"e":"3"}}"#),
    ("a%5Bb%5D=1", #"{"a":{"b":"1"}}"#),
    ("a[]=1&a[]=2", #"{"a":{"0":"1","1":"2"}}"#),
    ("a[0][p]=1&a[1][p]=2", #"{"a":{"0":{"p":"1"},"1":{"p":"2"}}}"#),
    ("a[][p]=1&a[][q]=2&a[][p]=3", #"{"a":{"0":{"p":"1","q":"2"},"1":{"p":"3"}}}"#),
    ("a=1&a=2", #"{"a":"2"}"#),
    ("a=", #"{"a":""}"#),
    ("a", #"{"a":""}"#),
    ("", "{}"),
    ("metadata[odd key.1]=x", #"{"metadata":{"odd key.1":"x"}}"#),
    ("[a]=1", #"{"[a]":"1"}"#),
  ])
  func formsBecomeObjects(form: String, expected: String) throws {
    let decoded = try FormDecoding.decode(form[...])
    #expect(JSONValue.object(decoded).compact == expected)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "%ff=1"])
  func brokenEscapesAreRefused(form: String) {
    #expect(throws: SandboxError.self) { try FormDecoding.decode(form[...]) }
  }

  @Test func namesNestOnlySoDeep() {
    let deep = "a" + String(repeating: "[b]", count: 500) + "=1"
    #expect(throws: SandboxError.self) { try FormDecoding.decode(deep[...]) }
  }

  @Test func whatIsEncodedIsDecoded() throws {
    let parameters: JSONObject = [
      "name": "Zoë & Söhne = 100%", "items": [["price": "p_1"], ["price": "p_2"]],
      "metadata": ["a": "1", "b": ""], "flag": true,
    ]
    let decoded = try FormDecoding.decode(FormEncoding.encode(parameters)[...])
    #expect(decoded["name"] == "Zoë & Söhne = 100%")
    #expect(decoded["items"]?["1"]?["price"] == "p_2")
    #expect(decoded["metadata"]?["b"] == "")
    #expect(decoded["flag"] == "true")
  }
}
