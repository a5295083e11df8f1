using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Support;

/// <summary>One channel on a told clock, with a scripted way out.</summary>
internal sealed class DeliveryBench : IDisposable
{
    public DeliveryBench(DeliveryOptions? options = null, string? mute = null)
    {
        Sender = new ScriptedSender(Clock);
        Health = new HealthBoard(Clock, Redactor);
        Delivery = new AlertDelivery(options ?? Options, Sender, mute, Clock, Health, Redactor, NullLogger<AlertDelivery>.Instance);
    }

    public static DeliveryOptions Options { get; } = new() { Name = "ops", Kind = "test", SeverityMin = AlertSeverity.Info };

    public TimerClock Clock { get; } = new();

    public SecretRedactor Redactor { get; } = new();

    public HealthBoard Health { get; }

    public ScriptedSender Sender { get; }

    public AlertDelivery Delivery { get; }

    public ComponentHealth Line => Health.Report().Components.Single();

    public void Send(string key, AlertSeverity severity = AlertSeverity.Warning, NoticeKind kind = NoticeKind.Raised) => Delivery.Send(Notice(key, severity, kind));

    public AlertNotice Notice(string key, AlertSeverity severity = AlertSeverity.Warning, NoticeKind kind = NoticeKind.Raised)
    {
        var now = Clock.GetUtcNow();
        return new(kind, new Alert(key, severity, $"{key} is so.", 1, now, now, now, 0) { Id = "a1" }, severity, now);
    }

    /// <summary>Passes on what is there, with as much told time as it takes.</summary>
    public Task TurnAsync(TimeSpan? most = null) => Clock.Until(Delivery.TurnAsync(), most ?? TimeSpan.FromHours(2));

    public void Dispose() => Delivery.Dispose();
}
