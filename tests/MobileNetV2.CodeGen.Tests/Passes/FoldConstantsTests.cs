using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class FoldConstantsTests
{
    [Fact]
    public void Operators_on_constants_run_at_compile_time()
    {
        var net = new TestNetwork();
        var input = net.Input(1, 4, 6, 2);
        var constant = net.Reshape(net.Transpose(net.Constant(2, 6, 4), 2, 1, 0), 1, 4, 6, 2);
        var after =
            TestNetwork.RunKeepingBits(new FoldConstants(), net.Build(net.Sum(input, net.Pad(constant, [0, 0, 0, 0], [0, 0, 0, 0], 0))));

        Assert.Equal(["ADD"], after.Operators.Select(o => o.Kind));
        Assert.Equal(3, after.Tensors.Length);
    }

    [Fact]
    public void A_constant_that_is_an_output_is_written_at_run_time()
    {
        var net = new TestNetwork();
        var graph = net.Build(net.Sum(net.Input(1, 4), net.Constant(1, 4)), net.Transpose(net.Constant(2, 3), 1, 0));

        var folded = TestNetwork.RunKeepingBits(new FoldConstants(), graph);

        Assert.Equal(["ADD", "RESHAPE"], folded.Operators.Select(o => o.Kind));
    }

    [Fact]
    public void A_small_constant_does_not_grow_into_a_huge_one()
    {
        var net = new TestNetwork();
        var huge = net.Pad(net.Constant(1, 2, 2, 1), [0, 0, 0, 0], [0, 1000, 1000, 0], 0);
        var graph = net.Build(net.Sum(net.Input(1, 1002, 1002, 1), huge));

        Assert.Equal(2, new FoldConstants().Run(graph, new PassContext(BorderMode.Native)).Operators.Length);
    }
}
