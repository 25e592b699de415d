namespace MobileNetV2.CodeGen.Kernels;

/// <summary>What a rule says to an operator that it is for: how it would run, or why it does not.</summary>
/// <param name="WhyNot">For people: what about the operator does not fit; empty beside a choice.</param>
internal sealed record KernelAnswer(KernelChoice? Choice, string WhyNot)
{
    /// <summary>The rule computes with other types: of all answers the one that explains least.</summary>
    public bool IsAboutType { get; init; }

    public static KernelAnswer No(string whyNot) => new(null, whyNot);
}
