using System.Runtime.InteropServices;
using TradingDaemon.Cli.Context;

namespace TradingDaemon.Stopping;

/// <summary>
/// Turns SIGTERM and SIGINT into one cancelled token. A second SIGINT ends the process at once: whatever matters is
/// durable already, and the next start recovers it.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Action<int> _exit;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on.</summary>
    /// <param name="exit">Ends the process with the exit code.</param>
    public StopSignals(Action<int> exit)
    {
        _exit = exit;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Takes a signal; kept from its default, which would end the process on the spot.</summary>
    internal void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT && _stopping.IsCancellationRequested) _exit(ExitCode.Interrupted);
        else _stopping.Cancel();
    }
}
