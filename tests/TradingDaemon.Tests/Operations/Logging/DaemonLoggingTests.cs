using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Tests.Operations.Logging;

[NonParallelizable]
public sealed class DaemonLoggingTests
{
    [TestCase(true, null, LogShape.Json)]
    [TestCase(false, null, LogShape.Readable)]
    [TestCase(true, LogShape.Readable, LogShape.Readable)]
    [TestCase(false, LogShape.Json, LogShape.Json)]
    public void ShapeFor_TerminalOrFile_ChoosesUnlessTold(bool redirected, LogShape? told, LogShape expected) =>
        Assert.That(new LogOptions { Shape = told }.ShapeFor(redirected), Is.EqualTo(expected));

    [Test]
    public void AddDaemonLogging_WholePipeline_RedactsAndNamesTheEvent()
    {
        var before = Console.Out;
        using var captured = new StringWriter();
        Console.SetOut(captured);
        try
        {
            var services = new ServiceCollection();
            services.AddLogging(builder => builder.AddDaemonLogging(new LogOptions { Shape = LogShape.Json }));
            using var provider = services.BuildServiceProvider();
            provider.GetRequiredService<SecretRedactor>().Register("canary-1234");
            new LogAlertChannel(provider.GetRequiredService<ILogger<LogAlertChannel>>()).Send(Notice(AlertSeverity.Critical, "said canary-1234"));
            new LogAlertChannel(provider.GetRequiredService<ILogger<LogAlertChannel>>()).Send(Notice(AlertSeverity.Warning, "w"));
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.That(captured.ToString(), Does.Contain("\"event\":\"alert_raised\"").And.Contain("said ***").And.Not.Contain("canary-1234"));
        Assert.That(captured.ToString(), Does.Contain("\"level\":\"critical\"").And.Contain("\"level\":\"warning\"").And.Contain("\"category\":\"LogAlertChannel\""));
    }

    [Test]
    public void AddDaemonLogging_ToStandardError_SendsEveryLevelThere()
    {
        var services = new ServiceCollection();
        services.AddLogging(builder => builder.AddDaemonLogging(new LogOptions { Shape = LogShape.Readable, ToStandardError = true }));
        using var provider = services.BuildServiceProvider();
        var console = provider.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value;
        Assert.That((console.LogToStandardErrorThreshold, console.FormatterName, console.QueueFullMode), Is.EqualTo((LogLevel.Trace, ReadableLines.FormatterName, ConsoleLoggerQueueFullMode.DropWrite)));
    }

    private static AlertNotice Notice(AlertSeverity severity, string text) => new(NoticeKind.Raised, new Alert("k", severity, text, 1, default, default, default, 0), severity, default);
}
