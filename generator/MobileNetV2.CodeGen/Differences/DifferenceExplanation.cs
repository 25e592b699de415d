using System.Collections.Immutable;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Differences;

/// <summary>Why another program gives other numbers.</summary>
/// <param name="Tensors">What was compared, in running order.</param>
/// <param name="Runtimes">How many elements each way of rounding leaves unexplained; the reference first.</param>
/// <param name="Operators">Those that round otherwise there, as far as it can be seen in the tensors.</param>
/// <param name="Elements">The first elements that differ.</param>
public sealed record DifferenceExplanation(
    ImmutableArray<ExplainedTensor> Tensors,
    ImmutableArray<RuntimeFit> Runtimes,
    ImmutableArray<OperatorRounding> Operators,
    ImmutableArray<ExplainedElement> Elements)
{
    /// <summary>Elements that differ from the reference.</summary>
    public int Different => Tensors.Sum(t => t.Different);

    /// <summary>Elements that no rule explains.</summary>
    public int Unexplained => Tensors.Sum(t => t.Unexplained);

    /// <summary>The first way of rounding that explains everything by itself; null when it takes a mixture, or none does.</summary>
    public RuntimeFit? Runtime => Runtimes.FirstOrDefault(r => r.Different == 0);
}

/// <summary>One tensor of another program.</summary>
/// <param name="Different">Elements that differ from the reference's.</param>
/// <param name="Largest">The largest difference, in steps.</param>
/// <param name="Unexplained">Elements that differ whatever the rule.</param>
/// <param name="IsNearest">The other program gave reals between the steps of this tensor; the nearest steps were compared.</param>
public sealed record ExplainedTensor(
    string Operator, string Name, int Elements, int Different, double Largest, int Unexplained, bool IsNearest);

/// <summary>A way of rounding, tried.</summary>
/// <param name="Name">Of the way, in a few words.</param>
/// <param name="Programs">That round so.</param>
/// <param name="Different">Elements that then differ still.</param>
public sealed record RuntimeFit(string Name, string Programs, int Different);

/// <summary>An operator that another program rounds otherwise.</summary>
/// <param name="Explains">Elements of the compared tensors that differ when this one operator is left to the reference.</param>
public sealed record OperatorRounding(string Operator, string Name, RoundingRule Rule, int Explains);

/// <summary>One element that differs.</summary>
/// <param name="Index">Row-major.</param>
/// <param name="Here">By the reference.</param>
/// <param name="Theirs">By the other program.</param>
/// <param name="Explained">By the rules that were found: equal to <paramref name="Theirs"/> when they explain it.</param>
public sealed record ExplainedElement(string Tensor, int Index, double Here, double Theirs, double Explained);
