using System.IO.Compression;
using System.Text;

namespace FastMtp.Files.Text;

/// <summary>Opens text files, plain or gzipped (detected by content), and words the errors.</summary>
internal static class InputText
{
    /// <summary>Opens a file that is opened more than once, to find out what it is.</summary>
    /// <exception cref="InputException">It cannot be read, or only once.</exception>
    public static StreamReader OpenAgain(string path)
    {
        if (Pipe.Is(path)) throw ReadOnce(path);
        var stream = OpenStream(path);
        // Where pipes have no names, and for terminals.
        if (stream is not FileStream { CanSeek: false }) return Reader(stream);
        stream.Dispose();
        throw ReadOnce(path);
    }

    /// <summary>All bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">Maximum number of bytes, unpacked.</param>
    public static byte[] ReadBytes(string path, int longest)
    {
        using var stream = OpenStream(path);
        try
        {
            var bytes = new MemoryStream();
            var part = new byte[1 << 16];
            for (var read = stream.Read(part); read > 0; read = stream.Read(part))
            {
                if (bytes.Length + read > longest) throw TooLong(path);
                bytes.Write(part, 0, read);
            }
            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    private static StreamReader Reader(Stream stream) => new(stream, Encoding.UTF8, true, 1 << 16);

    private static InputException ReadOnce(string path) => new($"{path}: this is a pipe, which can be read only once; name a file.");

    private static Stream OpenStream(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return IsGzip(stream) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>The whole text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">Maximum number of characters, unpacked: a small file can unpack to more than the memory holds.</param>
    public static string ReadAll(string path, int longest)
    {
        using var reader = Reader(OpenStream(path));
        try
        {
            var text = new StringBuilder();
            var part = new char[1 << 16];
            for (var read = reader.Read(part); read > 0; read = reader.Read(part))
            {
                if (text.Length + read > longest) throw TooLong(path);
                text.Append(part, 0, read);
            }
            return text.ToString();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Failure(path, e);
        }
    }

    public static InputException TooLong(string path) => new($"{path}: the unpacked file is too large; name another file.");

    public static InputException Failure(string path, Exception e) => new(
        e switch
        {
            _ when Directory.Exists(path) => $"{path}: this is a directory; name a file.",
            FileNotFoundException or DirectoryNotFoundException => $"{path}: there is no such file; check the name and the directory.",
            UnauthorizedAccessException => $"{path}: permission to read the file is denied; check its permissions.",
            InvalidDataException => $"{path}: the compressed data are damaged or cut short; copy the file again.",
            ArgumentException => $"'{path}' is not a file name; check the spelling.",
            _ => $"{path}: cannot be read ({e.Message}); check the disk and the path.",
        },
        e);

    // A pipe cannot be rewound, so it is read as plain text.
    private static bool IsGzip(FileStream stream)
    {
        if (!stream.CanSeek) return false;
        var isGzip = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        return isGzip;
    }
}
