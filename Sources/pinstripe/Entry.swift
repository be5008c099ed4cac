@main enum Entry { static func main() { print("pinstripe") } }
