using System.Text.Json;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Control;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Cli.Emergency;

/// <summary>Asks a running daemon's emergency stop over HTTP; when nothing answers, leaves the flag in its data directory, where a daemon that runs or starts finds it.</summary>
/// <param name="address">Where the daemon listens.</param>
/// <param name="apiKey">The key of its controls; null for none.</param>
/// <param name="directory">Its data directory.</param>
/// <param name="clock">Real time.</param>
internal sealed class EmergencyCall(Uri address, string? apiKey, string directory, TimeProvider clock)
{
    private const string Route = "api/v1/emergency";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);         // a pull is answered within three; then the flag is left, which is seen without an answer
    private static readonly TimeSpan PatientAnswerMax = TimeSpan.FromSeconds(20); // a resume asks for closing orders, a dry run for prices
    private readonly DaemonCall _call = new(address, apiKey);

    /// <summary>Asks; null when nothing answers there in time, which is longer for what stops nothing.</summary>
    public async Task<ControlAnswer?> AskAsync(string route, ControlRequest request, bool isPatient, CancellationToken stopping)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest);
        return await _call.SendAsync(HttpMethod.Post, $"{Route}/{route}", json, isPatient ? PatientAnswerMax : AnswerMax, stopping) is { } answer
            ? DaemonCall.Read(answer.Text, ControlJson.Default.ControlAnswer) ?? new(false, $"{address} answered {answer.Status}, so it is not a daemon with an emergency stop.", null)
            : null;
    }

    /// <summary>How the stop stands now; null when nothing answers there, or not with that.</summary>
    public async Task<EmergencyView?> LookAsync(CancellationToken stopping) =>
        await _call.SendAsync(HttpMethod.Get, Route, null, AnswerMax, stopping) is { } answer ? DaemonCall.Read(answer.Text, ControlJson.Default.EmergencyView) : null;

    /// <summary>Leaves the flag. A weaker one never replaces a stronger one, except to resume.</summary>
    public ControlAnswer Leave(EmergencyState state, bool flatten, string reason)
    {
        var file = new FlagFile(directory);
        try
        {
            Directory.CreateDirectory(directory);
            var before = file.Read();
            if (before is FlagReading.Stands { Flag: var stands } && state != EmergencyState.Active && stands.State >= state && (stands.Flatten || !flatten))
                return new(true, $"Nothing answers at {address}. {file.Path} says {stands.State} already.", null);
            file.Write(new(state, flatten, clock.GetUtcNow(), "cli", reason) { Replaces = state == EmergencyState.Active ? EmergencyFlag.ReplacedBy(before) : null });
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new(false, $"Nothing answers at {address}, and {file.Path} cannot be written: {refused.Message} Cancel and close at the venue by hand.", null);
        }

        return new(true, $"Nothing answers at {address}. {file.Path} says {state} now{(flatten ? ", and to close every position" : "")}: a daemon that runs on this directory obeys within a second, one that starts begins so.", null);
    }
}
