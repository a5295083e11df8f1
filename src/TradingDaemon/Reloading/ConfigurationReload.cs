using System.Collections.Immutable;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections.Reloading;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Gating;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Reloading;

/// <summary>
/// Reads the files again by the very code that read them at the start, and gives the engine what they say as one command, or leaves everything as it
/// is: when anything is wrong with them, when they change what needs a restart, or when they let more through and nobody accepted that.
/// </summary>
internal sealed class ConfigurationReload(
    RunningConfiguration running, Topology topology, RiskGating gating, DurableMark durable, AlertBoard alerts, SecretRedactor redactor,
    IHostApplicationLifetime lifetime, ILogger<ConfigurationReload> logger) : IReloadControl, IDisposable
{
    private const string AlertKey = "configuration";
    private const string UnattendedAlert = "configuration:unattended";
    private const int LooksMax = 100; // a look is served after the command given before it, at the latest by the turn after

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string? _directory = ConfigurationSources.DirectoryOf(running.Loaded.Inputs);
    private long _reloads;
    private long _refusals;
    private volatile string? _refusal;

    /// <inheritdoc/>
    public ReloadView Current => new(running.Version.Number, running.Version.Hash, Interlocked.Read(ref _reloads), Interlocked.Read(ref _refusals), _refusal);

    /// <inheritdoc/>
    public async Task<ReloadAnswer> ReloadAsync(ReloadRequest request, string source)
    {
        await _turn.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            var answer = await TakeAsync(request, source);
            if (!request.DryRun) Tell(answer, source);
            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ReloadAnswer> TakeAsync(ReloadRequest request, string source)
    {
        var report = Read(out var faults);
        if (report?.Config is not { } config) return Refused($"Nothing was changed: the configuration has {Counted.Of(faults.Length, "fault")}.", [], faults);
        var values = ConfigurationComparison.Values(report.InForce);
        var changes = ConfigurationComparison.Between(ConfigurationComparison.Values(running.Loaded.InForce), values);
        if (changes.IsEmpty) return Answer(true, "Nothing differs from what runs.", changes);
        if (Named(changes, static change => !ReloadableKeys.Contains(change.Key)) is { Length: > 0 } bound)
            return Refused($"Nothing was changed: needs a restart: {bound}.", changes, []);
        var looser = Named(changes, static change => change.Effect == ChangeEffect.Looser);
        if (looser.Length > 0 && !request.AcceptLooser && running.Loaded.Config.Reload.Looser == LooserPolicy.Refuse)
            return Refused($"Nothing was changed: it would let more through, which `tradingdaemon config reload --accept-looser` accepts: {looser}.", changes, []);
        if (request.DryRun) return Answer(true, "This would be taken over; nothing was.", changes);
        var next = running.Loaded with { Config = running.Loaded.Narrow(config), InForce = report.InForce };
        return await ApplyAsync(next, new(new TierRulebook(next.Config.Tiers, next.Config.SpreadLimits), ConfigurationComparison.HashOf(values), source, redactor.Redact(request.By ?? ""), changes));
    }

    private async Task<ReloadAnswer> ApplyAsync(LoadedConfiguration next, Command.Configure command)
    {
        if (!topology.TryCommand(command)) return Refused("Nothing was changed: too many commands wait for the account engine. Try again.", command.Changes, []);
        var before = running.Loaded.Config.Tiers;
        for (var look = 0; look < LooksMax; look++)
        {
            var (version, sequence, unattended) = await gating.LookAsync(engine => (engine.Account.Books.Configuration, engine.Account.Books.Sequence, UnattendedPositions.Of(engine.Account, before)))
                .WaitAsync(lifetime.ApplicationStopping);
            if (version.Number == running.Version.Number) continue;
            running.Become(next, version);
            Interlocked.Increment(ref _reloads);
            await durable.WhenReached(sequence).WaitAsync(lifetime.ApplicationStopping); // whoever asked is told what a crash cannot undo
            return Answer(true, $"Version {version.Number} runs.{Unattended(unattended)}", command.Changes);
        }

        return Refused("Nothing was changed: the account engine takes no commands any more.", command.Changes, []);
    }

    private string Unattended(ImmutableArray<string> positions)
    {
        if (positions.IsEmpty)
        {
            alerts.Clear(UnattendedAlert);
            return "";
        }

        var told = $" Held, and nobody looks after it any more: {ChangeText.List(positions)}.";
        alerts.Raise(UnattendedAlert, AlertSeverity.Warning, $"Since the configuration was reloaded:{told} Close it, or switch its strategy on again.");
        return told;
    }

    // Whatever moves while it is read is a fault of this reading, not the end of the daemon.
    private ConfigurationReport? Read(out ImmutableArray<string> faults)
    {
        try
        {
            var report = ConfigurationLoad.Load(running.Loaded.Inputs);
            faults = ConfigurationSources.DirectoryOf(running.Loaded.Inputs) == _directory
                ? [.. report.Faults.Select(ReloadText.Of).Select(redactor.Redact)]
                : [$"appsettings.json is no longer in {_directory}."];
            return faults.IsEmpty ? report : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults = [redactor.Redact($"The files cannot be read: {unreadable.Message}")];
            return null;
        }
    }

    private static string Named(ImmutableArray<ConfigurationChange> changes, Func<ConfigurationChange, bool> which) =>
        ChangeText.Of(changes.Where(which));

    private void Tell(ReloadAnswer answer, string source)
    {
        if (answer.IsDone)
        {
            _refusal = null;
            alerts.Clear(AlertKey);
            logger.ReloadDone(source, answer.Message);
            return;
        }

        var why = answer.Faults.IsEmpty ? answer.Message : $"{answer.Message} {ChangeText.List(answer.Faults)}";
        Interlocked.Increment(ref _refusals);
        _refusal = why;
        alerts.Raise(AlertKey, AlertSeverity.Warning, $"The configuration was not reloaded. {why}");
        logger.ReloadRefused(source, why);
    }

    private ReloadAnswer Refused(string why, ImmutableArray<ConfigurationChange> changes, ImmutableArray<string> faults) => Answer(false, why, changes) with { Faults = faults };

    private ReloadAnswer Answer(bool isDone, string message, ImmutableArray<ConfigurationChange> changes) => new(
        isDone, message, running.Version.Number, running.Version.Hash,
        [.. changes.Select(change => new ReloadLine(change.Key, change.Before, change.After, change.Effect, !ReloadableKeys.Contains(change.Key)))], []);
}
