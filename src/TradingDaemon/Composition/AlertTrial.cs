using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Cli.Alerts;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Composition;

/// <summary>Sends one test through alert channels, as the daemon would, but once.</summary>
internal static class AlertTrial
{
    /// <summary>Tries the channels one after the other; a fault is an answer.</summary>
    public static async Task<IReadOnlyList<ChannelTest>> RunAsync(DaemonConfig config, IReadOnlyList<string> channels, TimeProvider clock, CancellationToken stopping)
    {
        var redactor = ConfiguredSecrets.Redactor(Environment.GetEnvironmentVariables());
        AlertMaking.Hide(config, redactor);
        var tests = new List<ChannelTest>();
        foreach (var name in channels)
        {
            var setup = AlertMaking.Channel(config, config.AlertChannels[name], clock);
            using var disposable = setup.Sender as IDisposable;
            var begun = clock.GetTimestamp();
            var result = await new Attempts(name, setup.Sender, setup.Options.AttemptMax, clock, NullLogger.Instance).TryAsync(Test(name, clock.GetUtcNow()), stopping);
            var why = result switch { SendResult.TryAgain again => again.Why, SendResult.Refused refused => refused.Why, _ => null };
            tests.Add(new ChannelTest(name, setup.Options.Kind, why is null, why is null ? "taken" : redactor.Redact(why), Math.Round(clock.GetElapsedTime(begun).TotalMilliseconds, 1)));
        }

        return tests;
    }

    private static AlertNotice Test(string channel, DateTimeOffset now)
    {
        var alert = new Alert($"alerts:{channel}:test", AlertSeverity.Warning, "This is a test: somebody typed \"tradingdaemon alerts test\". Nothing is wrong.", 1, now, now, now, 0);
        return new(NoticeKind.Test, alert, AlertSeverity.Warning, now);
    }
}
