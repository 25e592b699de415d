using MobileNetV2.CodeGen.Emission;

namespace MobileNetV2.CodeGen.Tests.Emission;

public class CIdentifierTests
{
    [Theory]
    [InlineData("mobilenet_v2_1.0_224-int8", "mobilenet_v2_1_0_224_int8")]
    [InlineData("Person Detect (v2)", "person_detect_v2")]
    [InlineData("3d-net", "model_3d_net")]
    [InlineData("int", "model_int")]
    [InlineData("___", "model")]
    [InlineData("mnv2_runtime", "model_mnv2_runtime")]
    [InlineData("", "model")]
    [InlineData("\u00fcber", "ber")]
    public void Every_file_name_gives_a_usable_prefix(string name, string expected)
    {
        Assert.Equal(expected, CIdentifier.FromModelName(name));
        Assert.Empty(NameRules.Check(expected));
    }

    [Fact]
    public void A_very_long_file_name_gives_a_usable_prefix() =>
        Assert.Empty(NameRules.Check(CIdentifier.FromModelName("7" + new string('a', 300))));

    [Theory]
    [InlineData("net.1", "MNV5001")]
    [InlineData("1net", "MNV5001")]
    [InlineData("", "MNV5001")]
    [InlineData("n\u00e9t", "MNV5001")]
    [InlineData("while", "MNV5002")]
    [InlineData("class", "MNV5002")]
    [InlineData("_net", "MNV5002")]
    [InlineData("mnv2", "MNV5002")]
    [InlineData("mnv2_kernels", "MNV5002")]
    [InlineData("arm_net", "MNV5002")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg", "MNV5003")]
    public void Names_that_c_refuses_are_diagnosed_with_a_proposal(string name, string code)
    {
        var diagnostic = Assert.Single(NameRules.Check(name));

        Assert.Equal(code, diagnostic.Code);
        var proposal = diagnostic.Help.Split(' ')[^1];
        Assert.Empty(NameRules.Check(proposal));
    }
}
