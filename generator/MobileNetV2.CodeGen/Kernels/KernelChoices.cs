using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The kernels of a network for a target: each question is answered once, however many schedules ask it.</summary>
/// <param name="first">Rules to ask before those of the set.</param>
/// <param name="savesMemory">Of all that fit, the kernel with the least working memory is taken instead of the first.</param>
internal sealed class KernelChoices(
    Graph graph, Target target, KernelSet requested, ImmutableArray<KernelRule> first = default, bool savesMemory = false)
{
    private readonly Dictionary<(OperatorId Operator, KernelForm Form, int TileWidth), KernelAnswer> _answers = [];
    private readonly WeightFacts _facts = new();

    public Graph Graph => graph;

    public Target Target => target;

    /// <summary>The set in use; never <see cref="KernelSet.Auto"/>.</summary>
    public KernelSet Kernels { get; } = requested switch
    {
        KernelSet.Auto => target.PreferredKernels == KernelSet.CmsisNn ? KernelSet.CmsisNn : KernelSet.Portable,
        _ => requested,
    };

    /// <summary>Working memory counts more than the order of rules.</summary>
    public bool SavesMemory => savesMemory;

    /// <summary>How an operator runs over whole tensors.</summary>
    public KernelAnswer Layer(Operator op) => Answer(op, KernelForm.Tensor, 0);

    /// <summary>How an operator runs as a stage of a stream.</summary>
    /// <param name="tileWidth">Pixels of a tile: what kernels of form <see cref="KernelForm.Pixels"/> see.</param>
    public KernelAnswer Stage(Operator op, KernelForm form, int tileWidth) => Answer(op, form, form == KernelForm.Pixels ? tileWidth : 0);

    /// <summary>Why nothing runs the operator, as a user reads it.</summary>
    public Diagnostics.Diagnostic Refusal(Operator op, KernelAnswer answer) => GraphDiagnostics.NoKernel(op, graph[op.Output], answer.WhyNot);

    private KernelAnswer Answer(Operator op, KernelForm form, int tileWidth)
    {
        if (!_answers.TryGetValue((op.Id, form, tileWidth), out var answer))
            _answers.Add((op.Id, form, tileWidth), answer = FirstThatFits(op, form, tileWidth));
        return answer;
    }

    private KernelAnswer FirstThatFits(Operator op, KernelForm form, int tileWidth)
    {
        ITensorTable tensors = form == KernelForm.Pixels ? new TileTensors(graph, op, tileWidth) : graph;
        var question = new KernelQuestion(op, tensors, target, form, _facts);
        string? whyNotLibrary = null;
        var whyNotLast = "there is none for this form";
        KernelChoice? least = null;
        foreach (var rule in (first.IsDefault ? [] : first).Concat(KernelSets.Of(Kernels)))
        {
            if (rule.Ask(question) is not { } answer)
                continue;
            if (answer.Choice is { } choice)
            {
                if (least is null || choice.ScratchBytes < least.ScratchBytes)
                    least = choice with { Reason = least is null ? Reason(op, form, choice, whyNotLibrary) : "it takes less working memory, and RAM is short" };
                if (!savesMemory || least.ScratchBytes == 0)
                    break;
                continue;
            }

            whyNotLibrary ??= rule.IsOfLibrary ? answer.WhyNot : null;
            whyNotLast = answer.WhyNot;
        }

        return least is null ? KernelAnswer.No(whyNotLast) : new KernelAnswer(least, "");
    }

    private string Reason(Operator op, KernelForm form, KernelChoice choice, string? whyNotLibrary)
    {
        if (choice.Calls.All(c => c.Kernel.Library is not null))
            return form == KernelForm.Pixels ? "CMSIS-NN: a tile is a tensor of one row to it" : "CMSIS-NN gives the reference's bits here";
        if (form is KernelForm.Row or KernelForm.Sums)
            return "reads and writes tiles: CMSIS-NN takes whole tensors only";
        if (Kernels == KernelSet.Portable)
            return requested == KernelSet.Portable ? "portable kernels were asked for" : $"own kernels are fastest on {target.Name}";
        return whyNotLibrary ?? $"CMSIS-NN is not used for {op.Kind}";
    }
}
