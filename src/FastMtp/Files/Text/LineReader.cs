using System.Globalization;
using FastMtp.Input;

namespace FastMtp.Files.Text;

/// <summary>
/// Reads a text file line by line without a string per line, tracks the position, and words errors with "file:line".
/// </summary>
internal sealed class LineReader : IDisposable
{
    private const int LongestLine = 1 << 26;
    private readonly TextReader _text;
    private char[] _buffer = new char[1 << 16];
    private int _next;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _held;
    private bool _exhausted;
    private long _left;

    /// <summary>Opens a file.</summary>
    /// <param name="file">Plain or gzipped, and no pipe.</param>
    /// <param name="longest">Maximum number of characters, unpacked.</param>
    public LineReader(string file, long longest = long.MaxValue)
        : this(file, InputText.OpenAgain(file), longest)
    {
    }

    public LineReader(string file, TextReader text, long longest = long.MaxValue)
    {
        File = file;
        _text = text;
        _left = longest;
    }

    public string File { get; }

    /// <summary>1-based number of <see cref="Line"/>.</summary>
    public int Number { get; private set; }

    /// <summary>The current line without surrounding white space; valid until the next call.</summary>
    public ReadOnlySpan<char> Line => _buffer.AsSpan(_lineStart, _lineLength).Trim();

    /// <summary>The beginning of the file; valid only before the first line is read.</summary>
    public ReadOnlySpan<char> Head()
    {
        if (_end == 0) Fill();
        return _buffer.AsSpan(0, _end);
    }

    /// <summary>Goes to the next line; false at the end of the file.</summary>
    public bool Next()
    {
        if (_held)
        {
            _held = false;
            return true;
        }
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_next + searched, _end - _next - searched).IndexOf('\n');
            if (found >= 0)
            {
                Take(searched + found, 1);
                return true;
            }
            searched = _end - _next;
            if (!_exhausted) Fill();
            if (_exhausted && searched == _end - _next)
            {
                Take(searched, 0);
                return searched > 0;
            }
        }
    }

    /// <summary>Goes to the next line that is not blank; false at the end of the file.</summary>
    public bool NextFilled()
    {
        while (Next())
            if (!Line.IsEmpty) return true;
        return false;
    }

    /// <summary>Makes the next call of <see cref="Next"/> return the current line again.</summary>
    public void Hold() => _held = true;

    public InputException Error(string message) => InputException.At(File, Number, message);

    /// <summary>An error whose sentence has an <see cref="Argument"/> in it.</summary>
    public InputException ErrorNaming(FormattableString sentence) => InputException.NamingAt(File, Number, sentence);

    /// <summary>The start of the current line for a message.</summary>
    public string Excerpt() => $"'{SafeText.Excerpt(Line)}'";

    public double ParseNumber(ReadOnlySpan<char> field, string what)
    {
        if (!NumberText.TryParse(field, out var value))
            throw Error($"'{SafeText.Excerpt(field)}' is not a number ({what}); correct the file.");
        return double.IsFinite(value)
            ? value
            : throw Error($"{what} is {SafeText.Excerpt(field)}, not a finite number; correct it or leave the configuration out.");
    }

    public int ParseInteger(ReadOnlySpan<char> field, string what) =>
        int.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error($"'{SafeText.Excerpt(field)}' is not a whole number ({what}); correct the file.");

    public void Dispose() => _text.Dispose();

    private void Take(int length, int lineFeed)
    {
        _lineStart = _next;
        _lineLength = length;
        _next += length + lineFeed;
        Number++;
    }

    private void Fill()
    {
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        _end -= _next;
        _next = 0;
        if (_end == _buffer.Length)
        {
            if (_end >= LongestLine)
                throw InputException.At(File, Number + 1, "the line is too long; name a text file in a supported format.");
            Array.Resize(ref _buffer, 2 * _end);
        }
        try
        {
            var read = _text.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _exhausted = read == 0;
            _left -= read;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw InputText.Failure(File, e);
        }
        if (_left < 0) throw InputText.TooLong(File);
    }
}
