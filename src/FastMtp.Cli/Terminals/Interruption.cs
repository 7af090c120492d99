using System.Runtime.InteropServices;

namespace FastMtp.Cli.Terminals;

/// <summary>Handles Ctrl-C and SIGTERM until disposed: the first asks the fit to save and stop, the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Terminal _terminal;

    public Interruption(Terminal terminal)
    {
        _terminal = terminal;
        _source = CancellationTokenSource.CreateLinkedTokenSource(terminal.Cancellation);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Cancelled by a signal or from outside.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code after an interruption.</summary>
    public int Status => _terminal.InterruptedExitCode;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        if (_source.IsCancellationRequested) return;
        signal.Cancel = true;
        if (signal.Signal == PosixSignal.SIGTERM) _terminal.InterruptedExitCode = ExitCode.Terminated;
        _terminal.Note("stopping and saving; interrupt again to exit at once.");
        _source.Cancel();
    }
}
