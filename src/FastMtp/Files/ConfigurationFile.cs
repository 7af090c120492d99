namespace FastMtp.Files;

/// <summary>Reads and writes configurations: MLIP <c>.cfg</c> text and extended XYZ, each also gzipped.</summary>
public static class ConfigurationFile
{
    /// <summary>Reads all configurations of a file.</summary>
    /// <exception cref="InputException">The file cannot be read or used; the message names the line and the remedy.</exception>
    public static ConfigurationSet Read(string path, ReadOptions? options = null) => Read([path], options);

    /// <summary>Reads all configurations of several files, which share one species list.</summary>
    /// <exception cref="InputException">A file cannot be read or used; the message names the line and the remedy.</exception>
    public static ConfigurationSet Read(IEnumerable<string> paths, ReadOptions? options = null)
    {
        var session = new ReadSession(options ?? new ReadOptions());
        foreach (var path in paths)
        {
            using var reader = new LineReader(path);
            new CfgReader(reader, session).Read();
        }
        return session.Finish();
    }
}
