using Scriban;
using Scriban.Parsing;

namespace MobileNetV2.CodeGen.Templates.Quoting;

/// <summary>Renders a template whose values are quoted as its format wants them. Such templates include no others:
/// their text would be quoted twice.</summary>
internal sealed class QuotingContext(Func<string, string> quote) : TemplateContext
{
    /// <summary>Called for the value of <c>{{ }}</c> only; the template's own text takes another way.</summary>
    public override TemplateContext Write(SourceSpan span, object? textAsObject) =>
        textAsObject is string text ? Write(quote(text)) : base.Write(span, textAsObject!);
}
