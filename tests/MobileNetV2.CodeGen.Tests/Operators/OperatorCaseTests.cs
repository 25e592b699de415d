using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Import.TfLite;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Tests.Shared.Operators;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Every operator that comes with a case does what the case says that it means.</summary>
public sealed class OperatorCaseTests
{
    private const ulong Seeds = 100;

    public static TheoryData<string> Kinds => new(OperatorCases.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_reference_gives_what_the_operator_means(string kind)
    {
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var sample = new OperatorSample(graph, RandomGraphs.Inputs(graph, seed));

            var results = new ReferenceInterpreter(graph).Trace(sample.Given);

            var actual = sample.Operator.Outputs.SelectMany(id => OperatorSample.Values(graph[id].Type, results[id].Span.ToArray()));
            Assert.Equal(OperatorCases.Of(kind).Expected(sample), actual);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_with_the_operator_is_the_same_network(string kind)
    {
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);

            var imported = Written(graph, OperatorCases.Of(kind).InFile(graph.Operators[0])).Import().Sound();

            Assert.Equal(OperatorsOf(graph), OperatorsOf(imported));
        }
    }

    private static string[] OperatorsOf(Graph graph) =>
        [.. GraphPrinter.Print(graph).Split('\n').Where(line => line.Contains(" = ", StringComparison.Ordinal))];

    /// <summary>A file with the tensors of the network, the operator and its constants.</summary>
    private static TestModel Written(Graph graph, OperatorInFile form)
    {
        var model = new TestModel();
        foreach (var tensor in graph.Tensors)
            model.Tensor(InFile(tensor));
        model.Inputs.AddRange(graph.Inputs.Select(id => id.Value));
        model.Outputs.AddRange(graph.Outputs.Select(id => id.Value));
        var op = graph.Operators[0];
        int[] inputs =
        [
            .. form.Inputs.Select((operand, i) => operand.Input >= 0
                ? op.Inputs[operand.Input].Value
                : model.Tensor(TestTensor.Int32s($"operand_{i}", [.. operand.Integers]))),
        ];
        model.Operator(
            Enum.GetValues<BuiltinOperator>().Single(code => code.Name() == op.Kind), inputs, [.. op.Outputs.Select(id => id.Value)],
            form.OptionsKind == 0 ? null : new TestOptions((OptionsKind)form.OptionsKind, form.Options));
        return model;
    }

    private static TestTensor InFile(Tensor tensor) => new(
        tensor.Name, Enum.Parse<TensorElementType>(tensor.Type.ToString()), [.. tensor.Shape.Dimensions])
    {
        Scales = tensor.Quantization is { } quantization ? [.. quantization.Scales] : null,
        ZeroPoints = tensor.Quantization is { } points ? [.. points.ZeroPoints.Select(z => (long)z)] : null,
        Data = tensor.Data?.ToArray(),
    };
}
