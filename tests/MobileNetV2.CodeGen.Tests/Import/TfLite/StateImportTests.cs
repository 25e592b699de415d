using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Variables of a file are states of the graph.</summary>
public sealed class StateImportTests
{
    [Fact]
    public void A_variable_gives_the_next_inference_what_this_one_assigned()
    {
        var graph = Delay().Import().Sound();
        var session = new InterpreterSession(graph);

        Assert.Single(graph.States);
        Assert.Equal([3, 3], session.Run([new byte[] { 7, 8 }])[0]);
        Assert.Equal([7, 8], session.Run([new byte[] { 1, 2 }])[0]);
        session.Reset();
        Assert.Equal([3, 3], session.Run([new byte[] { 0, 0 }])[0]);
    }

    [Fact]
    public void A_read_after_the_assignment_gives_what_was_assigned()
    {
        var model = Delay();
        var again = model.Tensor(new TestTensor("again", TensorElementType.Resource));
        model.Operator(BuiltinOperator.VarHandle, [], [again], new TestOptions(OptionsKind.VarHandle, "", "delay"));
        model.Operator(BuiltinOperator.ReadVariable, [again], [model.Output(TestTensor.Int8("now", 1, 2))]);

        Assert.Equal([7, 8], new InterpreterSession(model.Import().Sound()).Run([new byte[] { 7, 8 }])[1]);
    }

    [Fact]
    public void A_subgraph_that_is_called_once_may_only_give_initial_values()
    {
        var model = Delay();
        model.Operator(BuiltinOperator.CallOnce, [], [], new TestOptions(OptionsKind.CallOnce, 1));
        model.SubGraphs = 2;

        model.Import().Refused("MNV1019", "MNV1019", "MNV1019");
    }

    /// <summary>The output is the input of the inference before.</summary>
    private static TestModel Delay()
    {
        var model = new TestModel();
        var input = model.Input(TestTensor.Int8("input", 1, 2));
        var handle = model.Tensor(new TestTensor("handle", TensorElementType.Resource));
        model.Operator(BuiltinOperator.VarHandle, [], [handle], new TestOptions(OptionsKind.VarHandle, "", "delay"));
        model.Operator(BuiltinOperator.ReadVariable, [handle], [model.Output(TestTensor.Int8("before", 1, 2))]);
        model.Operator(BuiltinOperator.AssignVariable, [handle, input], []);
        return model;
    }
}
