using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections.Reloading;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
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
/// is: when anything is wrong with them, when they change what needs a restart, or when they let more through and nobody accepted that. A rollback goes
/// the same way, with what a version was laid over what the files say.
/// </summary>
internal sealed class ConfigurationReload(
    RunningConfiguration running, Topology topology, RiskGating gating, DurableMark durable, AlertBoard alerts, SecretRedactor redactor,
    IHostApplicationLifetime lifetime, ILogger<ConfigurationReload> logger, Func<IReadOnlyList<RecordedFact>> history) : IReloadControl, IDisposable
{
    private const string AlertKey = "configuration";
    private const string OverruledAlert = "configuration:rollback";
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
    public Task<ReloadAnswer> ReloadAsync(ReloadRequest request, string source) => InTurnAsync(source, request.DryRun, isOfFiles: true, () => TakeAsync(request, source));

    /// <inheritdoc/>
    public Task<ReloadAnswer> RollBackAsync(RollbackRequest request)
    {
        var source = string.Create(CultureInfo.InvariantCulture, $"rollback to {request.Version}");
        return InTurnAsync(source, request.DryRun, isOfFiles: false, () => GoBackAsync(request, source));
    }

    /// <summary>Says which keys run in spite of the files, or that none does any more.</summary>
    public void TellOverruled()
    {
        var overrides = running.Loaded.Inputs.Overrides;
        if (overrides.IsEmpty) alerts.Clear(OverruledAlert);
        else alerts.Raise(OverruledAlert, AlertSeverity.Warning, $"A rollback is in force in spite of the files, also after a restart, until they say something else of these keys: {ChangeText.Of(overrides.Select(static change => change with { Effect = ChangeEffect.Neutral }))} (the files -> in force). Write into the files what is in force.");
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ReloadAnswer> InTurnAsync(string source, bool isDry, bool isOfFiles, Func<Task<ReloadAnswer>> act)
    {
        await _turn.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            var answer = await act();
            if (!isDry) Tell(answer, source, isOfFiles);
            return answer;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ReloadAnswer> TakeAsync(ReloadRequest request, string source)
    {
        ImmutableArray<ConfigurationChange> overrides = [];
        if (Read([], out var faults) is { Config: not null } files && Overruled.Holds(running.Loaded.Inputs.Overrides, files.InForce)) overrides = running.Loaded.Inputs.Overrides;
        if (!faults.IsEmpty) return Refused(Faulty(faults), [], faults);
        return await JudgeAsync(overrides, new(request.AcceptLooser, request.DryRun, request.By ?? "", source, "config reload"), static _ => null);
    }

    private async Task<ReloadAnswer> GoBackAsync(RollbackRequest request, string source)
    {
        var recorded = history();
        var newest = ConfigurationFold.Newest(recorded);
        if (request.Version < 1 || request.Version > newest) return Refused($"Nothing was changed: there is no version {request.Version}; the newest is {newest}, and `tradingdaemon config history` lists them.", [], []);
        var version = ConfigurationFold.Of(recorded, request.Version);
        if (Read([], out var faults) is not { Config: not null } files) return Refused(Faulty(faults), [], faults); // no start could read them either, and would forget it
        var overrides = Overruled.Between(files.InForce, version);
        if (Overruled.Secrets(overrides).Select(static change => change.Key).ToArray() is { Length: > 0 } secrets)
            return Refused($"Nothing was changed: the journal keeps no secrets, so what these were is not known: {ChangeText.List(secrets)}.", [], []);
        return await JudgeAsync(overrides, new(request.AcceptLooser, request.DryRun, request.By ?? "", source, string.Create(CultureInfo.InvariantCulture, $"config rollback {request.Version}")), report =>
            Overruled.Unreached(report.InForce, version, static key => !ReloadableKeys.Contains(key)) is { IsEmpty: false } bound
                ? $"Nothing was changed: version {request.Version} was another in what needs a restart too: {ChangeText.Of(bound)}. Write that into the files and start again."
            : Overruled.Unreached(report.InForce, version, ReloadableKeys.Contains) is { IsEmpty: false } unreached
                ? $"Nothing was changed: this cannot be made what it was: {ChangeText.Of(unreached)}."
            : null);
    }

    private async Task<ReloadAnswer> JudgeAsync(ImmutableArray<ConfigurationChange> overrides, AskedChange asked, Func<ConfigurationReport, string?> refusal)
    {
        var report = Read(overrides, out var faults);
        if (report?.Config is not { } config) return Refused(Faulty(faults), [], faults);
        if (refusal(report) is { } why) return Refused(why, [], []);
        var changes = ConfigurationComparison.Between(ConfigurationComparison.Values(running.Loaded.InForce), ConfigurationComparison.Values(report.InForce));
        if (changes.IsEmpty && overrides.AsSpan().SequenceEqual(running.Loaded.Inputs.Overrides.AsSpan())) return Answer(true, "Nothing differs from what runs.", changes, overrides);
        if (Named(changes, static change => !ReloadableKeys.Contains(change.Key)) is { Length: > 0 } bound)
            return Refused($"Nothing was changed: needs a restart: {bound}.", changes, []);
        var looser = Named(changes, static change => change.Effect == ChangeEffect.Looser);
        if (looser.Length > 0 && !asked.AcceptLooser && running.Loaded.Config.Reload.Looser == LooserPolicy.Refuse)
            return Refused($"Nothing was changed: it would let more through, which `tradingdaemon {asked.Verb} --accept-looser` accepts: {looser}.", changes, []);
        if (asked.DryRun) return Answer(true, "This would be taken over; nothing was.", changes, overrides);
        var next = running.Loaded with { Config = running.Loaded.Narrow(config), InForce = report.InForce, Inputs = running.Loaded.Inputs with { Overrides = overrides } };
        return await ApplyAsync(next, new(new TierRulebook(next.Config.Tiers, next.Config.SpreadLimits) { Gatekeeper = next.Config.Gatekeeper }, ConfigurationComparison.HashOf(ConfigurationComparison.Values(next.Deciding)), asked.Source, redactor.Redact(asked.By), changes) { Overrides = overrides });
    }

    private static string Faulty(ImmutableArray<string> faults) => $"Nothing was changed: the configuration has {Counted.Of(faults.Length, "fault")}.";

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
            return Answer(true, $"Version {version.Number} runs.{Unattended(unattended)}", command.Changes, command.Overrides);
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

    // Whatever moves while it is read is a fault of this reading, not the end of the daemon. Null when nothing could be read at all; faults of what was read are told beside it.
    private ConfigurationReport? Read(ImmutableArray<ConfigurationChange> overrides, out ImmutableArray<string> faults)
    {
        try
        {
            var inputs = running.Loaded.Inputs with { Overrides = overrides };
            var report = ConfigurationLoad.Load(inputs);
            var isThere = ConfigurationSources.DirectoryOf(inputs) == _directory;
            faults = isThere ? [.. report.Faults.Select(ReloadText.Of).Select(redactor.Redact)] : [$"appsettings.json is no longer in {_directory}."];
            return isThere ? report : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults = [redactor.Redact($"The files cannot be read: {unreadable.Message}")];
            return null;
        }
    }

    private static string Named(ImmutableArray<ConfigurationChange> changes, Func<ConfigurationChange, bool> which) =>
        ChangeText.Of(changes.Where(which));

    private void Tell(ReloadAnswer answer, string source, bool isOfFiles)
    {
        if (answer.IsDone)
        {
            _refusal = null;
            alerts.Clear(AlertKey);
            TellOverruled();
            logger.ReloadDone(source, answer.Message);
            return;
        }

        var why = answer.Faults.IsEmpty ? answer.Message : $"{answer.Message} {ChangeText.List(answer.Faults)}";
        Interlocked.Increment(ref _refusals);
        if (isOfFiles) // a rollback that was refused says nothing of whether files and daemon agree
        {
            _refusal = why;
            alerts.Raise(AlertKey, AlertSeverity.Warning, $"The configuration was not reloaded. {why}");
        }

        logger.ReloadRefused(source, why);
    }

    private ReloadAnswer Refused(string why, ImmutableArray<ConfigurationChange> changes, ImmutableArray<string> faults) => Answer(false, why, changes, running.Loaded.Inputs.Overrides) with { Faults = faults };

    private ReloadAnswer Answer(bool isDone, string message, ImmutableArray<ConfigurationChange> changes, ImmutableArray<ConfigurationChange> overrides) => new(
        isDone, message, running.Version.Number, running.Version.Hash,
        [.. changes.Select(change => new ReloadLine(change.Key, change.Before, change.After, change.Effect, !ReloadableKeys.Contains(change.Key)))], [])
    {
        Overruled = [.. overrides.Select(static change => new OverruledLine(change.Key, change.Before, change.After))],
    };
}
