using MobileNetV2.CodeGen.Cli.Words;

namespace MobileNetV2.CodeGen.Cli.Tests;

public class TensorTextTests
{
    [Theory]
    [InlineData("net/conv/Relu6;net/conv/bn;net/conv/Conv2D", "net/conv/Relu6")]
    [InlineData("net/conv", "net/conv")]
    [InlineData(";odd", ";odd")]
    [InlineData("", "")]
    public void The_first_of_joined_names_stands_for_all(string name, string shown) => Assert.Equal(shown, TensorText.Name(name));
}
