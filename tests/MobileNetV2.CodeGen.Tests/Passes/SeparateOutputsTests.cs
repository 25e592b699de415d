using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class SeparateOutputsTests
{
    [Fact]
    public void An_output_listed_twice_an_input_and_a_constant_become_tensors_of_their_own()
    {
        var net = new TestNetwork();
        var (input, constant) = (net.Input(1, 4), net.Constant(1, 3));
        var sum = net.Sum(input, input);
        var before = net.Build(sum, input, sum, constant);

        var after = new SeparateOutputs().Run(before, new PassContext(BorderMode.Native));

        Assert.Equal(["ADD", "RESHAPE", "RESHAPE", "RESHAPE"], after.Operators.Select(o => o.Kind));
        Assert.Equal(sum, after.Outputs[0]);
        Assert.Equal(4, after.Outputs.Distinct().Count());
        Assert.All(after.Outputs, id => Assert.NotNull(after.ProducerOf(id)));
        Assert.Empty(GraphValidator.Validate(after));
        TestNetwork.KeepsBits(before, after);
    }

    [Fact]
    public void Other_networks_stay_as_they_are()
    {
        var net = new TestNetwork();
        var before = net.Build(net.Sum(net.Input(1, 4), net.Constant(1, 4)));

        var after = new SeparateOutputs().Run(before, new PassContext(BorderMode.Native));

        Assert.Equal(before.Operators.AsEnumerable(), after.Operators);
        Assert.Equal(before.Tensors.AsEnumerable(), after.Tensors);
    }
}
