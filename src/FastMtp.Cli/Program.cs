Console.WriteLine("fastmtp");
