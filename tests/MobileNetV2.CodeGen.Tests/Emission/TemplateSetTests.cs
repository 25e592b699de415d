using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Templates;
using Scriban.Syntax;

namespace MobileNetV2.CodeGen.Tests.Emission;

public class TemplateSetTests
{
    private static readonly ModelNames Names = new("net");

    [Fact]
    public void Prefixes_and_members_of_the_view_are_global_names() =>
        Assert.Equal("net NET 3 x", Render("{{ m }} {{ M }} {{ step_count }} {{ part.text }}"));

    [Theory]
    [InlineData("{{ step_cuont }}")]
    [InlineData("{{ part.txet }}")]
    [InlineData("{{ nothing.text }}")]
    [InlineData("{{ include 'no_such_template' }}")]
    public void A_name_that_does_not_exist_is_an_error(string text) =>
        Assert.ThrowsAny<Exception>(() => Render(text));

    [Fact]
    public void An_unknown_member_names_its_place()
    {
        var error = Assert.Throws<ScriptRuntimeException>(() => Render("first\n{{ part.txet }}"));

        Assert.Contains("text(2,", error.Message, StringComparison.Ordinal);
        Assert.Contains("txet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loops_and_texts_are_never_cut()
    {
        Assert.Equal(5000, Render("{{ for i in numbers }}x{{ end }}").Length);
        Assert.Equal(3 << 20, Render("{{ large }}").Length);
    }

    [Fact]
    public void A_template_with_a_syntax_error_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Render("{{ if }}"));

    private static string Render(string text) => TemplateSet.RenderText(text, Names, new View());

    private sealed record View
    {
        public int StepCount { get; } = 3;

        public Part Part { get; } = new("x");

        public Part? Nothing { get; }

        public int[] Numbers { get; } = new int[5000];

        public string Large { get; } = new('x', 3 << 20);
    }

    private sealed record Part(string Text);
}
