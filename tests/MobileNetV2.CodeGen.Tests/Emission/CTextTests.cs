using System.Globalization;
using MobileNetV2.CodeGen.Emission;

namespace MobileNetV2.CodeGen.Tests.Emission;

public class CTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(int.MaxValue, "2147483647")]
    [InlineData(int.MinValue, "INT32_MIN")]
    public void Integers_are_int32_constants(long value, string expected) => Assert.Equal(expected, CText.Integer(value));

    [Fact]
    public void An_integer_that_is_no_int32_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CText.Integer(int.MaxValue + 1L));

    [Theory]
    [InlineData(1f, "1.0F")]
    [InlineData(-0.5f, "-0.5F")]
    [InlineData(1e-9f, "1E-09F")]
    [InlineData(0.0078431377f, "0.007843138F")]
    [InlineData(3.4028235e38f, "3.4028235E+38F")]
    public void Floats_are_exact_constants(float value, string expected)
    {
        Assert.Equal(expected, CText.Float(value));
        Assert.Equal(value, float.Parse(CText.Float(value)[..^1], CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_float_without_a_constant_is_refused(float value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CText.Float(value));

    [Theory]
    [InlineData("a/b_c", "a/b_c")]
    [InlineData("", "-")]
    [InlineData("x */ int main", "x * / int main")]
    [InlineData("x /* y", "x / * y")]
    [InlineData("line\nbreak", "line?break")]
    [InlineData("wha\u00e9t", "wha?t")]
    [InlineData("??/", "? ?/")]
    public void Names_cannot_leave_a_comment(string name, string expected) => Assert.Equal(expected, CText.InComment(name));

    [Fact]
    public void Long_names_are_cut_in_comments() => Assert.Equal(72, CText.InComment(new string('x', 500)).Length);

    [Theory]
    [InlineData("say \"hi\"\\", "\"say \\\"hi\\\"\\\\\"")]
    [InlineData("a\nb", "\"a?b\"")]
    public void String_literals_are_escaped(string text, string expected) => Assert.Equal(expected, CText.StringLiteral(text));
}
