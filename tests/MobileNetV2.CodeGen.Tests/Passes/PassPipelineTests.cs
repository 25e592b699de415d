using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class PassPipelineTests
{
    [Fact]
    public void Every_pass_is_shown_in_order()
    {
        var seen = new List<string>();
        var net = new TestNetwork();
        PassPipeline.Run(net.Build(net.Convolution(net.Input(1, 5, 5, 2), 3)),
            new PassContext(BorderMode.Native, (name, _) => seen.Add(name)));

        Assert.Equal(PassPipeline.Passes.Select(p => p.Name), seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public void Dead_operators_and_tensors_go_and_inputs_stay()
    {
        var net = new TestNetwork();
        var used = net.Input(1, 5, 5, 2);
        var unused = net.Input(1, 3);
        net.Convolution(net.Relu(used, Activation.Relu), 3);
        var graph = net.Build(net.Convolution(used, 2));
        var after = TestNetwork.RunKeepingBits(new RemoveDead(), graph);

        Assert.Equal([used, unused], after.Inputs.AsEnumerable());
        Assert.Equal(["CONV_2D"], after.Operators.Select(o => o.Kind));
        Assert.Equal(4, after.Tensors.Length);
    }
}
