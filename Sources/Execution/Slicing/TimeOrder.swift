/// The order of rows by time of creation. For rows of one second, each order is exactly the reverse
/// of the other.
enum TimeOrder: CaseIterable {
  case newestFirst
  case oldestFirst
}
