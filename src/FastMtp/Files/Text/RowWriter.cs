using System.Globalization;

namespace FastMtp.Files.Text;

/// <summary>Writes text with numbers that read back to the same bits, and rejects numbers that no reader would accept.</summary>
internal sealed class RowWriter(TextWriter text)
{
    private readonly char[] _digits = new char[32];

    /// <summary>What is being written, for messages.</summary>
    public string Subject { get; set; } = "";

    public RowWriter Text(string value)
    {
        text.Write(value);
        return this;
    }

    public RowWriter Line(string value = "")
    {
        text.Write(value);
        text.Write('\n');
        return this;
    }

    /// <summary>The shortest form that reads back exactly, at most 17 digits.</summary>
    public RowWriter Number(double value)
    {
        Checked(value).TryFormat(_digits, out var length, "R", CultureInfo.InvariantCulture);
        text.Write(_digits, 0, length);
        return this;
    }

    /// <summary>17 digits with an exponent of two digits, as C programs print it.</summary>
    public RowWriter Scientific(double value)
    {
        Checked(value).TryFormat(_digits, out var length, "e16", CultureInfo.InvariantCulture);
        if (_digits[length - 3] == '0')
        {
            (_digits[length - 3], _digits[length - 2]) = (_digits[length - 2], _digits[length - 1]);
            length--;
        }
        text.Write(_digits, 0, length);
        return this;
    }

    /// <summary>Numbers separated by a blank.</summary>
    public RowWriter Numbers(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Write(' ');
            Number(values[i]);
        }
        return this;
    }

    private double Checked(double value) => double.IsFinite(value)
        ? value
        : throw new InputException($"{Subject} has a value that is not a finite number, so it was not written; "
            + "check the potential and the distances of the atoms.");
}
