using System.Diagnostics;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Tests.Engine.RiskGate.Audit;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>gate-audit</c>: ten million random wishes at the gate, each audited; the very code a test of every run has for less of them.</summary>
internal sealed class GateAuditBench : IBench
{
    private const int Seed = 20_260;
    private const int Accounts = 100_000;
    private const int AccountsQuick = 2_000;
    private const int AccountsAWord = 5_000;

    /// <inheritdoc/>
    public string Verb => "gate-audit";

    /// <inheritdoc/>
    public string Summary => "Ten million random wishes on random accounts at the gate, audited by books that share no code with it; some minutes.";

    /// <inheritdoc/>
    public bool IsLong => true;

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var audit = GateAudit.Run(Seed, run.Choose(Accounts, AccountsQuick), done =>
        {
            stopping.ThrowIfCancellationRequested();
            if (done % AccountsAWord == 0) run.Say(Words.Text($"{done:N0} accounts, {(long)done * GateAudit.WishesPerAccount:N0} wishes"));
        });
        var took = Stopwatch.GetElapsedTime(startedAt);
        if (audit.Breach is { } breach) run.Say(breach);
        var refusals = audit.Refused.OrderByDescending(static pair => pair.Value).Select(static pair => (IReadOnlyList<string>)[pair.Key.ToString(), Words.Text($"{pair.Value:N0}")]).ToArray();
        return Task.FromResult(new BenchReport(
            Verb,
            [
                Figure.Judged("limits broken by what was approved, or not by what was refused", "0", audit.Breach ?? "0", audit.Breach is null, audit.Breach is null ? 0d : 1d, "limits"),
                Figure.Judged("rules about money that had something to do", Words.Text($"all {GateAudit.Tried.Count}"), Words.Text($"{GateAudit.Tried.Count(audit.Refused.ContainsKey)}"), audit.IsTelling, GateAudit.Tried.Count(audit.Refused.ContainsKey), "rules"),
                Figure.Told("wishes", Words.Text($"{audit.Wishes:N0} on {audit.Accounts:N0} accounts"), audit.Wishes, "wishes"),
                Figure.Told("approved", Words.Text($"{audit.Approved:N0} entries, {audit.Exits:N0} exits"), audit.Approved + audit.Exits, "orders"),
                Figure.Told("refusals found on paper too", Words.Text($"{audit.Confirmed:N0}"), audit.Confirmed, "refusals"),
                Figure.Told("took", Words.Text($"{took.TotalSeconds:N0} s"), took.TotalSeconds, "s"),
            ],
            [Words.Text($"Seed {Seed}. Every account has limits, strategies, a market maker, stops, tilt that locks out at any level, sectors, shares of capital (alike, by weights or by trades, kept or not, in every mode) and prices of its own; prices move, orders fill in part, end or stay out between wishes. The books that audit know fills, orders and quotes alone and work out every figure anew, each time, at the worst of what is out; what was refused by a rule whose figures are on paper must break that limit there.")],
            [new Table("Refusals by rule", ["rule", "refusals"], refusals)]));
    }
}
