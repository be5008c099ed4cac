import HTTP
import Testing

struct HTTPMethodTests {
  @Test(arguments: [("GET", HTTPMethod.get), ("POST", .post), ("DELETE", .delete)])
  func `a method is read as a request line writes it`(word: String, method: HTTPMethod) {
    #expect(HTTPMethod(rawValue: word) == method)
    #expect("\(method)" == word)
    #expect(method.isRead == (word == "GET"))
  }

  @Test(arguments: ["", "get", "PUT", "PATCH", "HEAD", "POST "])
  func `what Stripe does not know is no method`(word: String) {
    #expect(HTTPMethod(rawValue: word) == nil)
  }
}
