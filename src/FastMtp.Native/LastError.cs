using System.Runtime.InteropServices;
using System.Text;

namespace FastMtp.Native;

/// <summary>The message of the last failed call of each thread.</summary>
internal static unsafe class LastError
{
    private const int Size = 2048;

    [ThreadStatic]
    private static byte* _text;

    /// <summary>Zero-terminated UTF-8; empty before the first failure.</summary>
    public static byte* Text => _text == null ? _text = (byte*)NativeMemory.AllocZeroed(Size) : _text;

    /// <summary>Stores the message of an exception and returns its status.</summary>
    public static Status Of(Exception exception) => exception switch
    {
        BadHandleException => Set(Status.BadHandle, exception.Message),
        NotSupportedException => Set(Status.NotAvailable, exception.Message),
        InputException => Set(Status.BadInput, exception.Message),
        OutOfMemoryException => Set(Status.NoMemory, "Out of memory; use fewer atoms or more processes."),
        _ => Set(Status.Internal, $"Internal error, please report it with the following text: {exception}"),
    };

    private static Status Set(Status status, string sentence)
    {
        Encoding.UTF8.GetEncoder().Convert(sentence, new Span<byte>(Text, Size - 1), flush: true, out _, out var used, out _);
        Text[used] = 0;
        return status;
    }
}

/// <summary>The handle is not that of an open potential.</summary>
internal sealed class BadHandleException()
    : Exception("Invalid handle: open the potential with fastmtp_open, and do not use it after fastmtp_close.");
