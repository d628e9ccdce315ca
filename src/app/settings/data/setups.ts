// An export, as the panel asks for it.
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { ExportedSetup } from '../domain/setup/wire.ts';
import type { ExportRequest } from '../domain/requests/setup.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';

/** The limits between chosen object types, or all of the portal, as a document. */
export const useExportSetup = (
  onExported: (exported: ExportedSetup, request: ExportRequest) => void,
): UseMutationResult<ExportedSetup, RequestFailed, ExportRequest> =>
  useMutation({
    mutationFn: (request: ExportRequest) => ask('exportSetup', { body: request }),
    onSuccess: onExported,
  });
