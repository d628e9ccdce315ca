// A button that shows that its work goes on, and for a moment that it is done.
import { useEffect, useRef, useState } from 'react';
import type { LoadingButtonProps } from '@hubspot/ui-extensions';
import { Glyph } from '../media/Glyph.tsx';
import { useTrigger } from '../overlay/use-trigger.tsx';
import { buttonClass } from './Button.tsx';

/** How long the result's icon stays, in milliseconds. */
const resultShownMs = 2000;

export function LoadingButton(props: LoadingButtonProps) {
  const { children, loading = false, disabled = false, type = 'button', testId } = props;
  const opensLate = props.overlayOptions?.openBehavior === 'onLoadingFinish';
  const { openOverlay, ...trigger } = useTrigger(props, !opensLate);
  const finished = useFinished(loading, () => {
    if (opensLate) openOverlay();
  });
  return (
    <>
      <button
        {...trigger.attributes}
        type={type}
        className={buttonClass(props, 'loading-button')}
        disabled={disabled || loading}
        aria-busy={loading}
        data-testid={testId}
        onClick={trigger.activate}
      >
        {children}
        {loading && <span className="spinner spinner-xs" aria-hidden="true" />}
        {finished && <Glyph name={props.resultIconName ?? 'success'} />}
      </button>
      {trigger.layer}
    </>
  );
}

/** True for a moment after `loading` went from true to false. */
function useFinished(loading: boolean, onFinish: () => void): boolean {
  const [finished, setFinished] = useState(false);
  const wasLoading = useRef(loading);
  const finish = useRef(onFinish);
  finish.current = onFinish;
  useEffect(() => {
    const ended = wasLoading.current && !loading;
    wasLoading.current = loading;
    if (!ended) return undefined;
    finish.current();
    setFinished(true);
    const timer = setTimeout(() => {
      setFinished(false);
    }, resultShownMs);
    return () => {
      clearTimeout(timer);
    };
  }, [loading]);
  return finished;
}
