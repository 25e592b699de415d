using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>
/// What tests know of a kind of operator, apart from its definition. A class that derives from this is found: <c>OperatorCaseTests</c>
/// compare the reference with the meaning that is worked out here, and what a file says with the network that comes of it; and every test
/// of <see cref="RandomGraphs.Kinds"/> meets the networks: descriptions, planner, streams, C on the host and on emulated cores.
/// </summary>
internal abstract class OperatorCase
{
    public abstract string Kind { get; }

    /// <summary>Adds an operator of this kind with everything about it at random, between inputs of its own and the output that is
    /// returned; of several outputs the others are outputs of the network too.</summary>
    public abstract TensorId Draw(RandomGraphBuilder graph, TestRandom random);

    /// <summary>The stored elements of the outputs, one output behind the other, worked out from what the operator means: not with
    /// functions of the library.</summary>
    public abstract IEnumerable<double> Expected(OperatorSample sample);

    /// <summary>The same operator in a TensorFlow Lite file.</summary>
    public abstract OperatorInFile InFile(Operator op);
}
