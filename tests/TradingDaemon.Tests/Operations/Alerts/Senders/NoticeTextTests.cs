using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Senders;
using TradingDaemon.Tests.Operations.Alerts.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Senders;

public sealed class NoticeTextTests
{
    [TestCase(NoticeKind.Raised, "CRITICAL feed:a:blind")]
    [TestCase(NoticeKind.Escalated, "CRITICAL feed:a:blind, not acknowledged, told again (2)")]
    [TestCase(NoticeKind.Ended, "ENDED feed:a:blind (was CRITICAL)")]
    [TestCase(NoticeKind.LeftOut, "LEFT OUT feed:a:blind")]
    [TestCase(NoticeKind.Test, "TEST feed:a:blind")]
    public void Headline_OfEachKind_SaysWhatItIs(NoticeKind kind, string headline) => Assert.That(NoticeText.Headline(Notices.Of(kind)), Is.EqualTo(headline));

    [Test]
    public void Body_OfALongText_IsCutBetweenLetters()
    {
        var text = new string('x', NoticeText.TextMax - 1) + "😀 and more";
        var body = NoticeText.Body(Notices.Of(NoticeKind.Test, text: text));
        Assert.That(body, Is.EqualTo(new string('x', NoticeText.TextMax - 1) + "…"));
    }
}
